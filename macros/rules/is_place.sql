{% macro is_place(text) %}
    {%- do recmart.check_arguments('is_place', {
        'text': ['string', text],
    }) -%}
    {{ return(adapter.dispatch('is_place', 'recmart')(text)) }}
{% endmacro %}


{% macro default__is_place(text) -%}
    {#- Six words between commas are San Fernando del Valle de Catamarca; letters on both
        sides of a dot are an address in the net. -#}
    (
        length({{ text }}) <= 60
        and not {{ recmart.matches_pattern(
            text,
            '[\\pN' ~ recmart.at_signs() ~ '"<>{}|;:?_=[:cntrl:]]|\\pL{3}[.]\\pL{2}'
            ~ '|([^ ,]+ +){6}[^ ,]'
        ) }}
    )
{%- endmacro %}
