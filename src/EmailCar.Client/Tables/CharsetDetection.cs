using UtfUnknown;

namespace EmailCar.Tables;

/// <summary>
/// Detects a charset by character frequencies. This is a separate class, so that the library is loaded only for texts whose
/// encoding is in doubt.
/// </summary>
internal static class CharsetDetection
{
    /// <summary>Below this confidence, the library itself is not sure.</summary>
    private const float MinConfidence = 0.7f;

    /// <summary>Returns the name of the encoding, or null if none is likely enough.</summary>
    public static string? Find(byte[] text)
    {
        var found = CharsetDetector.DetectFromBytes(text).Detected;
        return found is not null && found.Confidence >= MinConfidence ? found.EncodingName : null;
    }
}
