namespace EmailCar.Http;

/// <summary>Told, in the turn of a submission's request, that its body is about to leave, and that it has left.</summary>
internal interface IDeparture
{
    /// <summary>The next thing that happens is that the body leaves. What this throws keeps it from leaving.</summary>
    void Leaving();

    /// <summary>The body has left, or the connection broke while it did.</summary>
    void Left();
}
