using System.Globalization;
using EmailCar.Addresses;
using EmailCar.Emails;
using EmailCar.Inlining;
using EmailCar.Templates;

namespace EmailCar.Rows;

/// <summary>Why a row cannot be sent: a stable error id, what is wrong, and what to do.</summary>
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

    public static RowProblem InvalidStyleSheet(StyleSheetException e) => e.Fault switch
    {
        StyleSheetFault.Linked => new("LinkedStyleSheet", Text(Strings.LinkedStyleSheet, e.Line, e.Text), Strings.LinkedStyleSheetAction),
        StyleSheetFault.TagInside => new("TagInStyleSheet", Text(Strings.TagInStyleSheet, e.Line, e.Text), Strings.TagInStyleSheetAction),
        _ => new(nameof(InvalidStyleSheet), Text(Strings.InvalidStyleSheet, e.Line, e.Text, Reason(e.Fault)), Strings.InvalidStyleSheetAction),
    };

    private static string Reason(StyleSheetFault fault) => fault switch
    {
        StyleSheetFault.UnclosedRule => Strings.StyleUnclosedRule,
        StyleSheetFault.UnclosedComment => Strings.StyleUnclosedComment,
        StyleSheetFault.UnclosedString => Strings.StyleUnclosedString,
        StyleSheetFault.UnexpectedBrace => Strings.StyleUnexpectedBrace,
        StyleSheetFault.InvalidSelector => Strings.StyleInvalidSelector,
        _ => Strings.StyleInvalidDeclaration,
    };

    public static RowProblem InvalidFlag(string column, string value) =>
        new(nameof(InvalidFlag), Text(Strings.InvalidFlag, column, value), Strings.InvalidFlagAction);

    public static RowProblem AttachmentOutsideRoot(string path, string root, PathFault fault) =>
        new(nameof(AttachmentOutsideRoot), Text(Strings.AttachmentOutsideRoot, path, root, Reason(fault)), Strings.AttachmentOutsideRootAction);

    public static RowProblem EmptyPathTag(string path, string column) =>
        new(nameof(AttachmentOutsideRoot), Text(Strings.AttachmentEmptyTag, path, column), Strings.AttachmentOutsideRootAction);

    public static RowProblem AttachmentNotFound(string path) =>
        new(nameof(AttachmentNotFound), Text(Strings.AttachmentNotFound, path), Strings.AttachmentNotFoundAction);

    public static RowProblem AttachmentUnreadable(string path, Exception e) =>
        new(nameof(AttachmentUnreadable), Text(Strings.AttachmentUnreadable, path, Reasons.Of(e)), Strings.AttachmentUnreadableAction);

    public static RowProblem AttachmentTooLarge(string path, long size, long limit) =>
        new(nameof(AttachmentTooLarge), Text(Strings.AttachmentTooLarge, path, size, limit), Strings.AttachmentTooLargeAction);

    public static RowProblem SmtpRequired(bool isForced) => isForced
        ? new(nameof(SmtpRequired), Strings.SmtpRequiredForced, Strings.SmtpRequiredForcedAction)
        : new(nameof(SmtpRequired), Strings.SmtpRequired, Strings.SmtpRequiredAction);

    private static string Reason(PathFault fault) => fault switch
    {
        PathFault.Empty => Strings.PathEmpty,
        PathFault.Rooted => Strings.PathRooted,
        PathFault.GoesUp => Strings.PathGoesUp,
        PathFault.LinkLeaves => Strings.PathLinkLeaves,
        _ => Strings.PathInvalid,
    };

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

    /// <summary>Returns the same problem, with the row number if the row is from a file.</summary>
    public RowProblem In(long? row) => row is { } number ? this with { Message = Text(Strings.InRow, number, Message) } : this;

    private static string Text(string format, params object[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
