{% macro most_per_of(domain) %}
    {#- How many of a build's list may share a value, by attribute; the var `most_per`. -#}
    {%- do recmart.check_arguments('most_per_of', {
        'domain': ['string', domain],
    }) -%}
    {%- set able = {'custom': none} -%}
    {%- for name in ['grocery', 'shoes', 'streaming'] -%}
        {%- do able.update({name: recmart.item_attributes(name)}) -%}
    {%- endfor -%}
    {%- set given = var('most_per', none) or {} -%}
    {%- if project_name != 'recmart' -%}
        {%- if given is not mapping or 'custom' not in given -%} {{ return({}) }} {%- endif -%}
        {{ exceptions.raise_compiler_error(
            "var most_per: only recmart's own project limits lists so; leave it empty."
        ) }}
    {%- endif -%}
    {%- if given is not mapping -%}
        {{ exceptions.raise_compiler_error(
            "var most_per: '" ~ given ~ "' is no mapping of domains."
        ) }}
    {%- endif -%}
    {%- for name, limits in given.items() -%}
        {%- if name not in able or limits is not mapping -%}
            {{ exceptions.raise_compiler_error(
                "var most_per: '" ~ name ~ "' is none of " ~ able | join(", ")
                ~ ", with numbers by attribute."
            ) }}
        {%- endif -%}
        {%- for attribute, most in limits.items() -%}
            {%- if able[name] is not none and attribute not in able[name] -%}
                {{ exceptions.raise_compiler_error(
                    "var most_per: items of " ~ name ~ " have no attribute '" ~ attribute
                    ~ "', only " ~ able[name] | join(", ") ~ "."
                ) }}
            {%- elif most is not integer or most is boolean or most < 1 -%}
                {{ exceptions.raise_compiler_error(
                    "var most_per: " ~ name ~ "." ~ attribute ~ " is '" ~ most
                    ~ "', no whole number from 1 up."
                ) }}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(given.get(domain) or {}) }}
{% endmacro %}
