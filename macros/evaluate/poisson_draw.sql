{% macro poisson_draw(hexadecimal) -%}
    {#- A draw of the Poisson distribution of mean 1 from eight hexadecimal digits: its
        distribution function, inverted. Text compares like the numbers it stands for. -#}
    {%- do recmart.check_arguments('poisson_draw', {
        'hexadecimal': ['string', hexadecimal],
    }) -%}
    {%- set state = namespace(chance=0.36787944117144233, cumulated=0) -%}
    case
        {% for number in range(8) -%}
        {%- set state.chance = state.chance / ([number, 1] | max) -%}
        {%- set state.cumulated = state.cumulated + state.chance -%}
        {%- set bound = "%08x" | format((state.cumulated * 4294967296) | int) -%}
        when {{ hexadecimal }} < '{{ bound }}' then {{ number }}
        {% endfor -%}
        else 8
    end
{%- endmacro %}
