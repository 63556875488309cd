namespace EmailCar.Tables;

/// <summary>Reads the bytes of a line as UTF-8, as GB18030 and as Windows-1252, and counts what is valid in each.</summary>
internal static class LineScan
{
    /// <summary>The most common characters in lists of people, in GB2312: surnames, given names, and words in headers.</summary>
    private const string Common =
        "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤" +
        "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉力志永健世广义兴良海山仁波宁贵福生元全胜学祥才发新利清飞彬富顺信子昌成康星光天达安岩中茂进有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆" +
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去" +
        "姓名邮箱收件人电话手机客户公司地址订单号编备注部门职位城市省区街路日期金额称呼先生女士联系方式件账单通知工资员序买卖店商品京沪北南东西深圳杭州成都武汉";

    private static HashSet<int>? _common;

    /// <summary>Collects the facts of a line.</summary>
    /// <param name="bytes">The buffer with the line.</param>
    /// <param name="start">The position of its first byte.</param>
    /// <param name="end">The position after its last byte.</param>
    /// <param name="isLast">True if the file ends with this line.</param>
    public static LineFacts Of(byte[] bytes, int start, int end, bool isLast)
    {
        var facts = default(LineFacts);
        for (var i = start; i < end; i++)
        {
            facts.HighBytes += bytes[i] >> 7;
            facts.HasNul |= bytes[i] == 0;
        }

        if (facts.HighBytes > 0)
        {
            ScanUtf8(bytes, start, end, isLast, ref facts);
            ScanGb(bytes, start, end, ref facts);
            ScanRuns(bytes, start, end, ref facts);
        }

        return facts;
    }

    private static void ScanUtf8(byte[] bytes, int start, int end, bool isLast, ref LineFacts facts)
    {
        facts.IsUtf8Western = true;
        for (var i = start; i < end;)
        {
            var b = bytes[i];
            if (b < 0x80)
            {
                i++;
                continue;
            }

            var length = b switch { >= 0xC2 and < 0xE0 => 2, >= 0xE0 and < 0xF0 => 3, >= 0xF0 and < 0xF5 => 4, _ => 1 };
            var valid = 1;
            while (valid < length && i + valid < end && (bytes[i + valid] & 0xC0) == 0x80 && !IsOverlong(b, bytes[i + 1]))
            {
                valid++;
            }

            if (valid == length && length > 1)
            {
                facts.Utf8Short += length == 2 ? 1 : 0;
                facts.Utf8Long += length > 2 ? 1 : 0;
                facts.IsUtf8Western &= length > 2 || IsWord(bytes, i - 1, start, end) || IsWord(bytes, i + 2, start, end);
                i += length;
            }
            else
            {
                facts.IsCut = isLast && i + valid == end && length > 1;
                facts.Utf8Invalid++;
                facts.LoneNoBreakSpaces += b == 0xA0 && !IsHigh(bytes, i - 1, start, end) && !IsHigh(bytes, i + 1, start, end) ? 1 : 0;
                i += facts.IsCut ? valid : 1;
            }
        }

        facts.IsCut &= facts.Utf8Invalid == 1;
    }

    /// <summary>Returns whether a sequence is overlong, a surrogate, or a code point beyond Unicode.</summary>
    private static bool IsOverlong(byte first, byte second) =>
        (first == 0xE0 && second < 0xA0) || (first == 0xED && second >= 0xA0) || (first == 0xF0 && second < 0x90) || (first == 0xF4 && second >= 0x90);

    private static void ScanGb(byte[] bytes, int start, int end, ref LineFacts facts)
    {
        _common ??= CommonCodes();
        for (var i = start; i < end;)
        {
            var b = bytes[i];
            if (b < 0x80)
            {
                i++;
                continue;
            }

            var next = i + 1 < end ? bytes[i + 1] : (byte)0;
            if (b is > 0x80 and < 0xFF && next is >= 0x40 and < 0xFF and not 0x7F)
            {
                facts.Gb++;
                var isPlain = next >= 0xA1 && b is 0xA1 or 0xA3 or (>= 0xB0 and <= 0xF7);
                facts.Gb2312 += isPlain ? 1 : 0;
                facts.GbCommon += _common.Contains((b << 8) | next) ? 1 : 0;
                facts.GbLate += isPlain && b is >= 0xC9 and <= 0xD7 ? 1 : 0;
                facts.GbGlued += IsLetter(next) && (IsWordLetter(bytes, i - 1, start, end) || IsWordLetter(bytes, i + 2, start, end)) ? 1 : 0;
                i += 2;
            }
            else if (b is > 0x80 and < 0xFF && next is >= 0x30 and <= 0x39 && i + 3 < end && bytes[i + 2] is > 0x80 and < 0xFF && bytes[i + 3] is >= 0x30 and <= 0x39)
            {
                facts.Gb++;
                i += 4;
            }
            else
            {
                facts.GbInvalid++;
                i++;
            }
        }
    }

    private static void ScanRuns(byte[] bytes, int start, int end, ref LineFacts facts)
    {
        for (var i = start; i < end; i++)
        {
            if (bytes[i] < 0x80 || IsHigh(bytes, i - 1, start, end))
            {
                continue;
            }

            facts.Runs++;
            var isSingle = !IsHigh(bytes, i + 1, start, end);
            var isWestern = bytes[i] == 0xA0
                || (bytes[i] is >= 0xC0 or 0x8A or 0x8C or 0x8E or 0x92 or 0x9A or 0x9C or 0x9E or 0x9F
                    && (IsWordLetter(bytes, i - 1, start, end) || IsWordLetter(bytes, i + 1, start, end)));
            facts.WesternRuns += isSingle && isWestern ? 1 : 0;
        }
    }

    private static bool IsHigh(byte[] bytes, int index, int start, int end) => index >= start && index < end && bytes[index] >= 0x80;

    private static bool IsWord(byte[] bytes, int index, int start, int end) =>
        index >= start && index < end && (IsLetter(bytes[index]) || bytes[index] is >= (byte)'0' and <= (byte)'9');

    private static bool IsWordLetter(byte[] bytes, int index, int start, int end) => index >= start && index < end && IsLetter(bytes[index]);

    private static bool IsLetter(byte b) => (b | 0x20) is >= 'a' and <= 'z';

    private static HashSet<int> CommonCodes()
    {
        var encoding = Platform.Encodings.Find("gb18030");
        return encoding is null ? [] : [.. Common.Select(c => encoding.GetBytes([c])).Where(b => b.Length == 2).Select(b => (b[0] << 8) | b[1])];
    }
}
