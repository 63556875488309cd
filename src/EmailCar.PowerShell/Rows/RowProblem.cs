using System.Globalization;
using EmailCar.Addresses;
using EmailCar.Templates;

namespace EmailCar.Rows;

/// <summary>Why a row can't be sent as it is: a stable error id, what is wrong, and what to do.</summary>
internal sealed record RowProblem(string Id, string Message, string Action)
{
    public static RowProblem MissingAddress => new(nameof(MissingAddress), Strings.MissingAddress, Strings.MissingAddressAction);

    public static RowProblem MissingSubject => new(nameof(MissingSubject), Strings.MissingSubject, Strings.MissingSubjectAction);

    public static RowProblem MissingHtml => new(nameof(MissingHtml), Strings.MissingHtml, Strings.MissingHtmlAction);

    public static RowProblem MissingSender => new(nameof(MissingSender), Strings.MissingSender, Strings.MissingSenderAction);

    public static RowProblem ToWithPipelineInput => new(nameof(ToWithPipelineInput), Strings.ToWithPipelineInput, Strings.ToWithPipelineInputAction);

    public static RowProblem HtmlIsObject(string type) =>
        new(nameof(HtmlIsObject), Text(Strings.HtmlIsObject, type), Strings.HtmlIsObjectAction);

    public static RowProblem HtmlIsPath(string path) =>
        new(nameof(HtmlIsPath), Text(Strings.HtmlIsPath, path), Text(Strings.HtmlIsPathAction, path));

    public static RowProblem InvalidAddress(AddressReading reading)
    {
        var message = Text(Strings.InvalidAddress, reading.Address, AddressFaultTexts.Explain(reading.Fault));
        var action = reading.Suggestion is null ? Strings.InvalidAddressAction : Text(Strings.InvalidAddressSuggestion, reading.Suggestion);
        return new(nameof(InvalidAddress), message, action);
    }

    public static RowProblem RecipientNotAllowed(string address) =>
        new(nameof(RecipientNotAllowed), Text(Strings.RecipientNotAllowed, address), Strings.RecipientNotAllowedAction);

    public static RowProblem InvalidSender(string address) =>
        new(nameof(InvalidSender), Text(Strings.InvalidSender, address), Strings.InvalidSenderAction);

    public static RowProblem InvalidReplyTo(string address) =>
        new(nameof(InvalidReplyTo), Text(Strings.InvalidReplyTo, address), Strings.InvalidReplyToAction);

    public static RowProblem LineBreak(string column) =>
        new(nameof(LineBreak), Text(Strings.LineBreak, column), Strings.LineBreakAction);

    public static RowProblem UnreadableColumn(string column, Exception e) =>
        new(nameof(UnreadableColumn), Text(Strings.UnreadableColumn, column, Reasons.Of(e.GetBaseException())), Strings.UnreadableColumnAction);

    public static RowProblem ErrorValue(string column, string error) => error switch
    {
        "\uFFFD" => UnreadableText,
        "=" => new(nameof(ErrorValue), Text(Strings.UncalculatedFormula, column), Strings.UncalculatedFormulaAction),
        _ => new(nameof(ErrorValue), Text(Strings.ErrorValue, column, error), Strings.ErrorValueAction),
    };

    public static RowProblem UnreadableText => new(nameof(UnreadableText), Strings.UnreadableText, Strings.UnreadableTextAction);

    public static RowProblem MissingColumn(string template, ColumnReference column) =>
        new(nameof(MissingColumn), Text(Strings.MissingColumn, column.Column, template, column.Line), Strings.MissingColumnAction);

    public static RowProblem InvalidTemplate(string template, TemplateException e) =>
        new(nameof(InvalidTemplate), Text(Strings.InvalidTemplate, template, e.Line, e.Tag, Reason(e.Fault)), Strings.InvalidTemplateAction);

    public static RowProblem InvalidFlag(string column, string value) =>
        new(nameof(InvalidFlag), Text(Strings.InvalidFlag, column, value), Strings.InvalidFlagAction);

    private static string Reason(TemplateFault fault) => fault switch
    {
        TemplateFault.UnclosedTag => Strings.TemplateUnclosedTag,
        TemplateFault.UnclosedSection => Strings.TemplateUnclosedSection,
        TemplateFault.UnopenedSection => Strings.TemplateUnopenedSection,
        TemplateFault.Partial => Strings.TemplatePartial,
        TemplateFault.Delimiters => Strings.TemplateDelimiters,
        TemplateFault.NulCharacter => Strings.TemplateNulCharacter,
        TemplateFault.TooDeep => Strings.TemplateTooDeep,
        TemplateFault.FullWidthBraces => Strings.TemplateFullWidthBraces,
        TemplateFault.CutByMarkup => Strings.TemplateCutByMarkup,
        TemplateFault.TooLarge => Strings.TemplateTooLarge,
        _ => Strings.TemplateNoColumnName,
    };

    /// <summary>The same, with the row's number in the file where it was read from one.</summary>
    public RowProblem In(long? row) => row is { } number ? this with { Message = Text(Strings.InRow, number, Message) } : this;

    private static string Text(string format, params object[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
