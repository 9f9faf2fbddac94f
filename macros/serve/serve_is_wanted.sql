{% macro serve_is_wanted(tags) -%}
    {#- Whether an item has all the attributes that the caller of a table macro asks
        for; whoever asks for none pays nothing. -#}
(
    (
        content_type is null
        and genre is null
        and coalesce(len(cast(filters as varchar[])), 0) = 0
    )
    or list_has_all(
        {{ tags }},
        string_split(
            lower(array_to_string(
                list_concat(
                    ['content_type=' || content_type, 'genre=' || genre],
                    cast(filters as varchar[])
                ),
                chr(31)
            )),
            chr(31)
        )
    )
)
{%- endmacro %}
