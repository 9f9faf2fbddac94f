{% macro serve_tags() -%}
    {#- What the caller of a table macro filters by, as the catalogue's tags; null where
        there is no filter. -#}
case
        when
            content_type is not null
            or genre is not null
            or len(cast(filters as varchar[])) > 0
            then string_split(
                lower(array_to_string(
                    list_concat(
                        ['content_type=' || content_type, 'genre=' || genre],
                        cast(filters as varchar[])
                    ),
                    chr(31)
                )),
                chr(31)
            )
    end
{%- endmacro %}
