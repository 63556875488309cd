namespace EmailCar.Failures;

/// <summary>Why a list can't be read, or not as it is.</summary>
public enum ListProblem
{
    /// <summary>The file looks like a workbook, but is not one that can be read.</summary>
    InvalidWorkbook,

    /// <summary>A file of another kind; the detail is its extension or name, such as .ods.</summary>
    UnsupportedFile,

    /// <summary>A workbook that is protected by a password.</summary>
    ProtectedWorkbook,

    /// <summary>No worksheet of that name; the detail names those there are.</summary>
    WorksheetNotFound,

    /// <summary>Two columns of one name; the detail names them.</summary>
    DuplicateColumn,

    /// <summary>The first row holds an address, so it is no header; the detail is that address.</summary>
    MissingHeader,

    /// <summary>Several rows may be the header; the detail has them, with their numbers.</summary>
    UncertainHeader,

    /// <summary>The row that was named as the header is empty or does not exist; the detail is its number.</summary>
    HeaderRowNotFound,

    /// <summary>A text whose encoding can't be told, or that fits none; the detail has what was found.</summary>
    UncertainEncoding,

    /// <summary>A quote that is not closed; the detail is the number of the row where it opens.</summary>
    UnclosedQuote,

    /// <summary>No column has addresses; the detail names the columns.</summary>
    NoAddressColumn,

    /// <summary>Several columns might be meant; the detail names them.</summary>
    AmbiguousAddressColumn,
}

/// <summary>A list that can't be read.</summary>
public sealed class ListException : Exception
{
    internal ListException(ListProblem problem, string detail, Exception? inner = null)
        : base(detail, inner) => Problem = problem;

    /// <summary>What is wrong; the message is its detail.</summary>
    public ListProblem Problem { get; }
}
