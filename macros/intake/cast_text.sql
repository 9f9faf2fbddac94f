{% macro cast_text(text, type, formats=[]) %}
    {#- The clean text as the type, null where it cannot be read as one. -#}
    {%- do recmart.check_arguments('cast_text', {
        'text': ['string', text],
        'type': ['string', type],
        'formats': ['list[string]', formats],
    }) -%}
    {%- if type == 'personal' -%} {{ text }}
    {%- elif type == 'id of person' -%}
    case when {{ recmart.is_id_of_person(text) }} then {{ text }} end
    {%- elif type in ['id', 'text'] -%}
    case when not {{ recmart.has_email(text) }} then {{ text }} end
    {%- elif type == 'code' -%}
    case when {{ recmart.is_code(text) }} then lower({{ text }}) end
    {%- elif type == 'label' -%}
    case when {{ recmart.is_label(text) }} then lower({{ text }}) end
    {%- elif type == 'gender' -%} {{ recmart.gender('lower(' ~ text ~ ')') }}
    {%- elif type == 'place' -%} case when {{ recmart.is_place(text) }} then {{ text }} end
    {%- elif type == 'region' -%}
    case when {{ recmart.is_region(text) }} then {{ text }} end
    {%- elif type == 'rest' -%}
    {#- Nobody can know what is in other columns. In JSON a quote ends a value, but for one
        behind a backslash. -#}
    {%- set at = recmart.at_signs() -%}
    {%- set sign = '[^[:space:]' ~ at ~ '"]' -%}
    {%- set before = '(' ~ sign ~ '+|' ~ sign ~ '*\\\\")[' ~ at ~ ']' -%}
    {{ recmart.replaced_matches(
        text, '(' ~ before ~ ')+' ~ sign ~ '+[.]' ~ sign ~ '+', '(e-mail)'
    ) }}
    {%- elif type == 'number' -%} {{ recmart.text_to_number(text) }}
    {%- elif type == 'integer' -%} {{ recmart.text_to_integer(text) }}
    {%- elif type == 'timestamp' -%} {{ recmart.text_to_timestamp(text, formats) }}
    {%- elif type == 'date' -%}
    cast({{ recmart.text_to_timestamp(text, formats, is_day=true) }} as date)
    {%- else -%}
        {{ exceptions.raise_compiler_error("checked_rows: unknown type " ~ type) }}
    {%- endif -%}
{% endmacro %}
