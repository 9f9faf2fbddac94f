{% macro pings_weights() %}
    {#- The var `pings_weights`, checked. None may be negative: a ping is only looked
        for where its affinities can help it (see int_pings__candidates). -#}
    {%- set weights = var('pings_weights') -%}
    {%- set parts = [
        'popularity', 'category_affinity', 'creator_affinity', 'freshness'
    ] -%}
    {%- if weights is not mapping or weights | sort != parts | sort -%}
        {{ exceptions.raise_compiler_error(
            "var pings_weights: " ~ weights ~ " does not give one number each for "
            ~ parts | join(", ") ~ "."
        ) }}
    {%- endif -%}
    {%- for part, weight in weights.items()
        if weight is not number or weight is boolean or weight < 0 -%}
        {{ exceptions.raise_compiler_error(
            "var pings_weights: " ~ part ~ " is '" ~ weight
            ~ "', not a number from 0 up."
        ) }}
    {%- endfor -%}
    {{ return(weights) }}
{% endmacro %}
