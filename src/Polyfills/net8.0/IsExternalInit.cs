using System.Runtime.CompilerServices;

// Whoever was compiled against the netstandard2.0 build, as the cmdlets are, looks for the type of its init setters here.
[assembly: TypeForwardedTo(typeof(IsExternalInit))]
