using System.Runtime.CompilerServices;

// Assemblies compiled against the netstandard2.0 build, such as the cmdlets, look for the type of init setters here.
[assembly: TypeForwardedTo(typeof(IsExternalInit))]
