using System.Security.Cryptography.X509Certificates;

namespace EmailCar.Testing;

/// <summary>A self-signed certificate for localhost, for test servers. Its key is not a secret.</summary>
internal static class TestCertificate
{
    private const string Password = "test";

    /// <summary>The certificate and its key as PKCS 12 in Base64, with an encryption that Mono reads, valid for a hundred years.</summary>
    private const string Pkcs12 =
        "MIIJeQIBAzCCCT8GCSqGSIb3DQEHAaCCCTAEggksMIIJKDCCA98GCSqGSIb3DQEHBqCCA9AwggPMAgEAMIIDxQYJKoZIhvcNAQcBMBwGCiqGSI" +
        "b3DQEMAQMwDgQI3n3AQYvT2SkCAggAgIIDmPNgJPbtNvGXcmTArQC03daMC9opDH28y9YO7t3sMlhjHB0PeVjIJ5c/r/cX9q8w9XVev4rmwy5L" +
        "693GsH4W1SxG7+hA0o54hzY9Pub7trxp/pH+KR3efVitt3M1f9oFEwN4fHHyet8bA9cw/wtJHZlVaiy+0GsAw1rfo5VW65xuIQUMRlYqqiyQIx" +
        "xmFGYQj2IEuL4ra7AhcrSCh75xkCJXiTEA6vz+BxumPlZYU/uoTIElxtC2K4jftWeyIYoGTsgpPIiutkF6bIkCw6aOiOAsvASCVjZTb+bdGpaj" +
        "wFEeKK0GEefuK4vuA0pt8swfHX4143Py+okKCVGRbdJn7hW4JVCZmdDLpjxDy21Um0dHZOKTSh5hVMPWwPkuEXXIae5mInzlY8vxOu991+P5BY" +
        "8TJX/SwMDVtBWNFvUAk7PAg2YaJuCOKErRU4j7CaZPCGyHgvCLa8US6G6NuRD6evX6TXkiDESZFNnnorqmM7UFzH/qpXfyrqPksTmk+JkeVuGw" +
        "mcSSzZX9mM96LdjLnzhhtzhggPEGxK4FXXen/iQZZh/+ofDHe/tBLGjIuXWjQwxjm2NMGBY/kcDxjQDO9tPizolGsoTYSr6kSIK+HWRa/KuIBX" +
        "NAgekxdTdPmAFCGF3pA1gFs6t6W4kBc2UYg1JvpM1dAcIETrcBseDGsUjQU1UMkS3v1J4xQrDwyz383ljB0nRovjCKOzRlZehrwI+Ip6+8yYQe" +
        "v91HGk2S6Ll9wrJFJcaMgzafT7UsmU1hq1PxdAHefwZx/moFDsOrY67VK3oMbjRDsnLfT6CPVW30Ckyai3HVi9QvQLeZ+k+aYR5gsrV5BPjpBa" +
        "2hN595cGqUHqIyUljjA+2GAIrYt1HOeempZThtn6/mWiQsnubcSMJ/rDlrhqAxDe9Rh/YrakReirafc5smBwdJOTjL9c3YOAmDMF2/l+DhLlJa" +
        "8i9QTP7PcPBcR6+hsxNAWq8ePjRpiD47yNatHW8DyDv7gInKysLwmNenZtCnZeQr2IN1mOQ64tp9aO/l3q7PN9KrVjXtDz8MPsA5CUUmGehxi4" +
        "cHw3AQH3RKWz9y7rjtHgE3JXv3f7aw13nphmt+S9CydFVedUG9K3xchuZk4QMMfkna3dbSShAFqINj/aZdfnZ8To9gK2By7WU52DivsQcfxIwr" +
        "3D407fw3DwgRzyYH1Bum4L0WahHongmitNO/oS80TW4eIOwhwebwMIIFQQYJKoZIhvcNAQcBoIIFMgSCBS4wggUqMIIFJgYLKoZIhvcNAQwKAQ" +
        "KgggTuMIIE6jAcBgoqhkiG9w0BDAEDMA4ECChGXaPIS4itAgIIAASCBMhe3lT43uSujBwvIC+/FBzZZ98R5g+b5KpQVas+9qqX9b6lxrGxPaQp" +
        "7vw8LfNtfmoPHKsgBnVWetYFfP/nhGFjUtxp7iepGUE3XdYb/kTjbu5krLRFhmE9nuVfZCxpmpuSshWlsFq2P7oVZGBn7ha9uasWFsQpkwxHuB" +
        "8GOI3tujS+xQkV3+i34it9dpdxbK1k80Wj7B6Zc8ZRPkHfLiGYbv5cLw9+za6GLjumzckKSfGIg4DU/+tFvcPLClXoc6aL10nqNOZvbOP1YaGK" +
        "QigmZIK+Qz2w+iBpX4H4sOJClhyZxuvRyDnKaM5OQ/sD8l0WYzHUdw5Qz2nkKjWQhDXvMZHKQMJqZ7zrnT1KYduicWd2/ryq5IxpEciqI4qRTx" +
        "eGvqRmgjio1adyG8yg9ZBWZw9XszU1x3Yk1/7uOj9wipW5qjXWC3Of28p4cOi95cG8/Zc2PeI4zHLZGN4aAt9j69TvM6JIl6l7IVTlyWP8deEC" +
        "N75v7lo0jOLOQvhhRgNWUgT7YUYcmfbuee+Y30aACtHiWiq0ECluXPkBWEOZ/1jIL4JDPqoP71ptcjuG2kRd4N697GN4WlKsjOhjj90+IWT1Aa" +
        "A1cUZbQluo8KUo8IzwsW3pH1lCOMWbzHjk7eZ1JExW7waTflKA29GCml9CAPIKA4gPGgjgoS1ZdzhJqizqR0/p3CVXIt7gkwZMr+zl7Y3WuPRC" +
        "utYgZTVYU9nvHHCDJgjLN3WcBByrXQxDSLI5qdC7F8W1c9z95COgUKgtcDAWS3H4mSbmAD7A5mshLMA47JSC57gs+zckhDcpaDjTbBVhqGgKIR" +
        "H9DbpxBd577+ECz0Rfm3mO2213heMlVMeYUZqtvWLfKLf+w1ye8P7XaD9TbKcPLCSXiHweRdquRZSZUVUulB6bln6MlJASsoDoTgDsfn7WIcsQ" +
        "xrw1syzV1v1VzvHLsAR0sYlODtNN1XcUPZsWbPHckD4H61qbCL7oU+bl9e/zgHx4G00cQaM+sYkd5qqYX3gSg8BQJrLsBNaREGA4mOtA3OnLF0" +
        "Qcu4os9H2N87Mtu5bSCyDE+zU+kk1BUSp/HM4aUBpzf8jHtRw4CqokIU9oUN6Gnzg01h3PanmfH9k2afrllYob6NzbBVwbNQDOOh3z25Z6yPeN" +
        "2ild0yWU4QOma1pyVx+njUmue2oKpXZ26WX9oQM+5As6Qn77IJWAbdG6Lvya1f6Un8rkJjipBk7Cm0ARAsJDWprXEM9NGiGPEnsJft5EklDXq/" +
        "dJa9x7cqjZkKsFI0zAXSC2qKno8fm89lvo9132jELHLR0YGCL9XVE7Q2gAhr97rOCt+oTDR+cU0RjJqQlGCuGbTCeJXcufrYAYo7nIWkRNTh1G" +
        "s7LN36qwhbOBa7dcCTNPyufI5w91EAp6g3BQ/5X/v6mR0yL4uvi2cZyQxb65nxXMlacQUMETP1PPyA0AMcIw6QMTr6rGgdZdAkN7fCkVIGs6S0" +
        "UB4bxXOo75iFhJ9nhflcr9PMs7TH537DxAPkv80hPf0egf7LNeXhldgctAzahSAuz2glIfsDGhJx1d1e1cVa3XD/iAODM001QE+M0zb0OuSk9K" +
        "EnAHkG94uX/A2aQYnIUrD+BkT8gf1a+P6UnpgPwxJTAjBgkqhkiG9w0BCRUxFgQU9/xLN+Z1ehd5WaZcdUTnDnHtk9wwMTAhMAkGBSsOAwIaBQ" +
        "AEFNZSW+Vd4H6yvcLnLraRuvF9EEuJBAikIryCmvmQcQICCAA=";

    /// <summary>Returns the certificate with its key; the caller disposes it.</summary>
    public static X509Certificate2 Load() =>
#if NET9_0_OR_GREATER
        X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(Pkcs12), Password);
#else
        new(Convert.FromBase64String(Pkcs12), Password);
#endif
}
