using System.Management.Automation.Host;

namespace EmailCar.Quickstart.Hosting;

/// <summary>What the formatting engine wants to know of the screen: how wide it is, and how wide a text is on it.</summary>
internal sealed class ConsoleRawUserInterface : PSHostRawUserInterface
{
    private const int WidthWithoutScreen = 120;
    private const int HeightWithoutScreen = 50;

    // Some pseudo terminals say 0.
    public static int ScreenWidth => Console.WindowWidth > 0 ? Console.WindowWidth : WidthWithoutScreen;

    public override Size BufferSize
    {
        get => Screen();
        set { }
    }

    public override Size WindowSize
    {
        get => Screen();
        set { }
    }

    public override Size MaxWindowSize => Screen();

    public override Size MaxPhysicalWindowSize => Screen();

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override string WindowTitle { get; set; } = string.Empty;

    public override bool KeyAvailable => false;

    public override int LengthInBufferCells(char source) => CellWidth.Of(source);

    public override int LengthInBufferCells(string source) => CellWidth.Of(source);

    public override int LengthInBufferCells(string source, int offset) => CellWidth.Of(source.AsSpan(offset));

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NoScreen();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NoScreen();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NoScreen();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NoScreen();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NoScreen();

    private static HostException NoScreen() => new("This host writes lines; it has no keyboard and no screen buffer.");

    private static Size Screen() =>
        Console.IsOutputRedirected
            ? new Size(WidthWithoutScreen, HeightWithoutScreen)
            : new Size(ScreenWidth, Console.WindowHeight > 0 ? Console.WindowHeight : HeightWithoutScreen);
}
