{% macro rounded(number, places=0) -%}
    {#- A double rounded to places after the point, a half away from zero. -#}
    {%- do recmart.check_arguments('rounded', {
        'number': ['string', number],
        'places': ['integer', places],
    }) -%}
    {{ return(adapter.dispatch('rounded', 'recmart')(number, places)) }}
{%- endmacro %}


{% macro default__rounded(number, places) -%}
    round({{ number }} {{- ', ' ~ places if places }})
{%- endmacro %}


{% macro postgres__rounded(number, places) -%}
    {#- Its own takes a half to the even number, and knows no places of a double. -#}
    {%- set scaled = '(' ~ number ~ ')' ~ (' * 1e' ~ places if places else '') -%}
    (sign({{ number }}) * floor(abs({{ scaled }}) + 0.5) {{- ' / 1e' ~ places if places }})
{%- endmacro %}
