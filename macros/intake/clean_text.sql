{% macro clean_text(column, type) %}
    {#- Trimmed, null when nothing is there. The words with which programs write
        a missing value count as missing where no name could be meant. -#}
    {%- do recmart.check_arguments('clean_text', {
        'column': ['string', column],
        'type': ['string', type],
    }) -%}
    {{ return(adapter.dispatch('clean_text', 'recmart')(column, type)) }}
{% endmacro %}


{% macro default__clean_text(column, type) %}
    {%- set trimmed = (
        "nullif(trim(" ~ column ~ ", ' ' || chr(9) || chr(10) || chr(13)), '')"
    ) -%}
    {%- if type in ['text', 'rest'] -%} {{ trimmed }}
    {%- else -%}
    case
            when lower({{ trimmed }}) not in ('nan', 'nat', 'null', 'none', 'n/a')
                then {{ trimmed }}
        end
    {%- endif -%}
{% endmacro %}
