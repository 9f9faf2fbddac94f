{% macro cast_text(text, type, formats=[]) %}
    {#- The clean text as the type, null where it cannot be read as one. -#}
    {%- do recmart.check_arguments('cast_text', {
        'text': ['string', text],
        'type': ['string', type],
        'formats': ['list[string]', formats],
    }) -%}
    {%- if type in ['id', 'text', 'rest'] -%} {{ text }}
    {%- elif type == 'code' -%} lower({{ text }})
    {%- elif type == 'number' -%} {{ recmart.text_to_number(text) }}
    {%- elif type == 'integer' -%} {{ recmart.text_to_integer(text) }}
    {%- elif type == 'timestamp' -%} {{ recmart.text_to_timestamp(text, formats) }}
    {%- elif type == 'date' -%} cast({{ recmart.text_to_timestamp(text, formats) }} as date)
    {%- else -%}
        {{ exceptions.raise_compiler_error("checked_rows: unknown type " ~ type) }}
    {%- endif -%}
{% endmacro %}
