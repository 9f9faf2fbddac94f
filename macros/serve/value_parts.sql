{% macro value_parts(text) -%}
    {#- The values that one text holds: `Comedy|Drama`, `tea; coffee`, `red, blue` or, as
        programs write lists, `["red", "blue"]`. -#}
    {%- do recmart.check_arguments('value_parts', {
        'text': ['string', text],
    }) -%}
case
    when regexp_full_match(trim({{ text }}), '\[.*\]')
        then string_split_regex(
            trim(trim({{ text }}), '[]'), '[''"]?\s*[|;,]\s*[''"]?|^\s*[''"]|[''"]\s*$'
        )
    else string_split_regex({{ text }}, '\s*[|;,]\s*')
end
{%- endmacro %}
