namespace EmailCar.Sandbox;

/// <summary>Where a row of mail/lists has its id, which the service does not document (docs/service.md, mail/lists).</summary>
public enum RowIdShape
{
    /// <summary>In the row, as in the indentation of the sample.</summary>
    Inside,

    /// <summary>
    /// Next to the row, as in the braces of the sample: each row is followed by a <c>return</c>, so that one object has several members
    /// with that name.
    /// </summary>
    Beside,

    /// <summary>Rows have no id.</summary>
    None,
}
