{% macro value_parts(text) -%}
    {#- The values that one text holds: `Comedy|Drama`, `tea; coffee`, `red, blue` or, as
        programs write lists, `["red", "blue"]`. -#}
    {%- do recmart.check_arguments('value_parts', {
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('value_parts', 'recmart')(text)) }}
{%- endmacro %}


{% macro default__value_parts(text) -%}
case
    when regexp_full_match(trim({{ text }}), '\[.*\]')
        then string_split_regex(
            trim(trim({{ text }}), '[]'), '[''"]?\s*[|;,]\s*[''"]?|^\s*[''"]|[''"]\s*$'
        )
    else string_split_regex({{ text }}, '\s*[|;,]\s*')
end
{%- endmacro %}


{% macro spark__value_parts(text) -%}
case
    when {{ recmart.matches_pattern('trim(' ~ text ~ ')', '\\[.*\\]', is_whole=true) }}
        then split(
            regexp_replace(trim({{ text }}), '^.(.*).$', '$1'),
            {{ recmart.text_literal(
                "['\"]?\\s*[|;,]\\s*['\"]?|^\\s*['\"]|['\"]\\s*$"
            ) }}
        )
    else split({{ text }}, {{ recmart.text_literal('\\s*[|;,]\\s*') }})
end
{%- endmacro %}
