namespace EmailCar.Lists;

/// <summary>Why a list can't be read, or not as it is.</summary>
public enum ListProblem
{
    /// <summary>The file looks like a workbook, but is none that can be read.</summary>
    InvalidWorkbook,

    /// <summary>A workbook of Excel 97 to 2003 (.xls).</summary>
    OldWorkbook,

    /// <summary>A workbook that is protected by a password.</summary>
    ProtectedWorkbook,

    /// <summary>No worksheet of that name; the detail names those there are.</summary>
    WorksheetNotFound,

    /// <summary>Two columns of one name; the detail names them.</summary>
    DuplicateColumn,

    /// <summary>The first row holds an address, so it is no header; the detail is that address.</summary>
    MissingHeader,

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

    /// <summary>What is the matter; the message is its detail.</summary>
    public ListProblem Problem { get; }
}
