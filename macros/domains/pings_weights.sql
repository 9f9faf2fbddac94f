{% macro pings_weights() %}
    {#- The weights of a ping's score. The var that held them is gone: silently ignored,
        it would change lists. -#}
    {%- if var('pings_weights', none) is not none -%}
        {{ exceptions.raise_compiler_error(
            "var pings_weights: write recmart_parameters: {pings: {weights: ...}}"
            ~ " instead."
        ) }}
    {%- endif -%}
    {{ return(recmart.parameter('pings', 'weights')) }}
{% endmacro %}
