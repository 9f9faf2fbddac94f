{% macro serve_filters() -%}
    {#- What the caller of a table macro filters by, as the catalogue's tags; null where there
        is no filter. Lists are joined two by two, for DuckDB 1.2 that may ask. -#}
case
        when content_type is not null or genre is not null or len(filters) > 0
            then [
                case
                    when regexp_matches(tag, '^[^=]+=.') then tag
                    else error('filter ''' || coalesce(tag, '') || ''' is not of the form NAME=VALUE')
                end
                for tag in [
                    regexp_replace({{ recmart.tag_text('pair') }}, '\s*=\s*', '=')
                    for pair in list_concat(
                        {{ recmart.texts_of('filters') | indent(24) }},
                        list_concat(
                            {% for name in ['content_type', 'genre'] -%}
                            [
                                '{{ name }}=' || value
                                for value in {{ recmart.texts_of(name) | indent(32) }}
                            ]
                            {{- ',' if not loop.last }}
                            {% endfor -%}
                        )
                    )
                    if pair is not null
                ]
            ]
    end
{%- endmacro %}
