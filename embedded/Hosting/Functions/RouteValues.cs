using System.Globalization;

namespace LipServerless.Embedded.Hosting.Functions;

/// <summary>The types a route value may have, and how text becomes one.</summary>
internal static class RouteValues
{
    /// <summary>The route constraint that keeps out what a type cannot hold; null where any text will do.</summary>
    private static readonly Dictionary<Type, string?> ConstraintOf = new()
    {
        [typeof(string)] = null,
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(Guid)] = "guid",
        [typeof(bool)] = "bool",
        [typeof(DateTime)] = "datetime",
    };

    public static bool TryGetConstraint(Type type, out string? constraint) =>
        ConstraintOf.TryGetValue(Nullable.GetUnderlyingType(type) ?? type, out constraint);

    /// <exception cref="FormatException">The text is no such value.</exception>
    /// <exception cref="OverflowException">The number is too large.</exception>
    public static object? Parse(string? text, Type type)
    {
        if (text is null)
            return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? throw new FormatException("The value is missing.") : null;
        var target = Nullable.GetUnderlyingType(type) ?? type;
        if (target == typeof(string))
            return text;
        if (target == typeof(int))
            return int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (target == typeof(long))
            return long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (target == typeof(Guid))
            return Guid.Parse(text);
        if (target == typeof(bool))
            return bool.Parse(text);
        return target == typeof(DateTime)
            ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal)
            : throw new NotSupportedException($"A route value cannot be a {type}.");
    }
}
