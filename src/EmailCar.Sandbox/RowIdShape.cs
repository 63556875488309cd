namespace EmailCar.Sandbox;

/// <summary>Where a row of mail/lists has its id. The service leaves it open (docs/service.md, mail/lists).</summary>
public enum RowIdShape
{
    /// <summary>In the row, as the sample has it by its indentation.</summary>
    Inside,

    /// <summary>
    /// Beside the row, as the sample has it by its braces: each row is followed by a <c>return</c> of its own, so that one
    /// object has several members of that name.
    /// </summary>
    Beside,

    /// <summary>Nowhere: rows have no id.</summary>
    None,
}
