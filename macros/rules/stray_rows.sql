{% macro stray_rows(all_rows) %}
    {#- How many rows may be strays: one in a hundred, or three; of few rows a tenth, or
        one. -#}
    {%- do recmart.check_arguments('stray_rows', {
        'all_rows': ['string', all_rows],
    }) -%}
    {{ return(adapter.dispatch('stray_rows', 'recmart')(all_rows)) }}
{% endmacro %}


{% macro default__stray_rows(all_rows) -%}
    least(greatest(3, floor({{ all_rows }} / 100)), greatest(1, floor({{ all_rows }} / 10)))
{%- endmacro %}
