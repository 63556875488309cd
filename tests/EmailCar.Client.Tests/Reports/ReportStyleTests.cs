using System.Globalization;
using EmailCar.Reports;
using Xunit.Abstractions;

namespace EmailCar.Client.Tests.Reports;

/// <summary>Colors: the contrast according to WCAG 2.1, and their appearance for readers who lack a kind of cone.</summary>
public sealed class ReportStyleTests(ITestOutputHelper output)
{
    private const double Text = 4.5;
    private const double Graphics = 3;

    /// <summary>Lab distances of 2 to 3 are only just noticeable side by side; neighboring bars must be easy to distinguish.</summary>
    private const double Distance = 20;

    private static readonly string[] Bars = [ReportStyle.Delivered, ReportStyle.Failed, ReportStyle.Pending];

    /// <summary>Linear RGB as seen without a kind of cone (Machado, Oliveira and Fernandes 2009, severity 1).</summary>
    public static TheoryData<string, double[]> Eyes => new()
    {
        { "all cones", [1, 0, 0, 0, 1, 0, 0, 0, 1] },
        { "protanopia", [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998] },
        { "deuteranopia", [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881] },
        { "tritanopia", [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900] },
    };

    [Theory]
    [InlineData(ReportStyle.Text, ReportStyle.Ground)]
    [InlineData(ReportStyle.Text, ReportStyle.Stripe)]
    [InlineData(ReportStyle.Muted, ReportStyle.Ground)]
    public void Texts_have_the_contrast_of_level_AA(string color, string ground)
    {
        var contrast = Contrast(color, ground);
        output.WriteLine($"{color} on {ground}: {contrast:0.00}");
        Assert.True(contrast >= Text);
    }

    [Theory]
    [InlineData(ReportStyle.Ground)]
    [InlineData("#121212")]
    [InlineData("#1e1e1e")]
    public void Bars_have_the_contrast_of_graphics_on_light_and_dark_backgrounds(string ground) => Assert.All([.. Bars, ReportStyle.Neutral], bar =>
    {
        var contrast = Contrast(bar, ground);
        output.WriteLine($"{bar} on {ground}: {contrast:0.00}");
        Assert.True(contrast >= Graphics, $"{bar} on {ground}: {contrast}");
    });

    [Theory]
    [MemberData(nameof(Eyes))]
    public void Bars_can_be_distinguished_with_any_color_vision(string eyes, double[] matrix)
    {
        for (var i = 0; i < Bars.Length; i++)
        {
            var (one, other) = (Lab(Bars[i], matrix), Lab(Bars[(i + 1) % Bars.Length], matrix));
            var distance = Math.Sqrt(one.Zip(other, (a, b) => (a - b) * (a - b)).Sum());
            output.WriteLine($"{eyes}: {Bars[i]} and {Bars[(i + 1) % Bars.Length]}: {distance:0.0}");
            Assert.True(distance >= Distance, $"{distance}");
        }
    }

    private static double[] Linear(string color) =>
    [
        .. new[] { 1, 3, 5 }.Select(at => int.Parse(color.Substring(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4)),
    ];

    private static double Luminance(string color) => Linear(color).Zip([0.2126, 0.7152, 0.0722], (value, weight) => value * weight).Sum();

    private static double Contrast(string one, string other)
    {
        var (first, second) = (Luminance(one), Luminance(other));
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    private static double[] Lab(string color, double[] matrix)
    {
        var rgb = Linear(color);
        double Row(double[] factors, int start, double[] values) => (factors[start] * values[0]) + (factors[start + 1] * values[1]) + (factors[start + 2] * values[2]);
        double[] seen = [.. new[] { 0, 3, 6 }.Select(start => Math.Min(1, Math.Max(0, Row(matrix, start, rgb))))];
        double[] toXyz = [0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505];
        double[] white = [0.95047, 1, 1.08883];
        double[] f =
        [
            .. new[] { 0, 1, 2 }.Select(i => Row(toXyz, 3 * i, seen) / white[i])
                .Select(t => t > 0.008856 ? Math.Pow(t, 1 / 3.0) : (7.787 * t) + (16 / 116.0)),
        ];
        return [(116 * f[1]) - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])];
    }
}
