using System.Runtime.CompilerServices;

// The cmdlets are compiled against the assembly for netstandard2.0, which has this type itself; init accessors name it.
[assembly: TypeForwardedTo(typeof(IsExternalInit))]
