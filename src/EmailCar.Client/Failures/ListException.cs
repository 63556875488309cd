namespace EmailCar.Failures;

/// <summary>Why a list cannot be read.</summary>
public enum ListProblem
{
    /// <summary>The file looks like a workbook but cannot be read as one.</summary>
    InvalidWorkbook,

    /// <summary>The file is of another kind; the detail is its extension or name, such as .ods.</summary>
    UnsupportedFile,

    /// <summary>The workbook is protected with a password.</summary>
    ProtectedWorkbook,

    /// <summary>There is no worksheet with this name; the detail lists the existing ones.</summary>
    WorksheetNotFound,

    /// <summary>Two columns have the same name; the detail is the name.</summary>
    DuplicateColumn,

    /// <summary>The first row contains an address, so it is not a header; the detail is the address.</summary>
    MissingHeader,

    /// <summary>Several rows may be the header; the detail lists them with their numbers.</summary>
    UncertainHeader,

    /// <summary>The row that was specified as the header is empty or does not exist; the detail is its number.</summary>
    HeaderRowNotFound,

    /// <summary>The encoding of the text cannot be determined; the detail is the text that was found.</summary>
    UncertainEncoding,

    /// <summary>A quotation mark is not closed; the detail is the number of the row where it opens.</summary>
    UnclosedQuote,

    /// <summary>No column has addresses; the detail lists the columns.</summary>
    NoAddressColumn,

    /// <summary>Several columns may be the address column; the detail lists them.</summary>
    AmbiguousAddressColumn,
}

/// <summary>The list cannot be read.</summary>
public sealed class ListException : Exception
{
    internal ListException(ListProblem problem, string detail, Exception? inner = null)
        : base(detail, inner) => Problem = problem;

    /// <summary>What is wrong; the message of the exception is the detail.</summary>
    public ListProblem Problem { get; }
}
