namespace EmailCar.Client.Tests.Support;

/// <summary>A theory that needs GB18030, which Mono only has with its internationalization assemblies.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NeedsGbkTheoryAttribute : TheoryAttribute
{
    public NeedsGbkTheoryAttribute()
    {
#if NETFRAMEWORK
        try
        {
            System.Text.Encoding.GetEncoding("gb18030");
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            Skip = "This Mono has no GB18030: install libmono-i18n-cjk4.0-cil.";
        }
#endif
    }
}
