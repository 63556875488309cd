using UtfUnknown;

namespace EmailCar.Tables;

/// <summary>
/// Charset detection by frequencies of characters. In a class of its own, so that its library is loaded only for texts that
/// leave a doubt.
/// </summary>
internal static class CharsetDetection
{
    /// <summary>Below it, the library itself is not sure.</summary>
    private const float MinConfidence = 0.7f;

    /// <summary>Name of the encoding; null when none is likely enough.</summary>
    public static string? Find(byte[] text)
    {
        var found = CharsetDetector.DetectFromBytes(text).Detected;
        return found is not null && found.Confidence >= MinConfidence ? found.EncodingName : null;
    }
}
