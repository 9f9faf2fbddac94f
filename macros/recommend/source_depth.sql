{% macro source_depth(domain, list_size=none, weights=none) -%}
    {#- However long a list is asked for: all that a warehouse tells begin alike. -#}
    {%- do recmart.check_arguments('source_depth', {
        'domain': ['string', domain],
        'list_size': ['optional[integer]', list_size],
        'weights': ['optional[dict[string, any]]', weights],
    }) -%}
    {%- set is_chosen = weights is none and (
        var('diversity', 0)
        or recmart.most_per_of(domain)
        or recmart.is_merchandised(domain)
    ) -%}
    {%- if weights is none -%}
        {%- set weights = recmart.parameter(domain, 'weights') -%}
    {%- endif -%}
    {%- set added = [] -%}
    {%- for source in ['similar', 'collaborative', 'next', 'user_knn', 'content']
        if weights.get(source) -%}
        {%- do added.append(source) -%}
    {%- endfor -%}
    {%- set least = 200 if added | length > 1 or is_chosen else 40 -%}
    {%- set places = list_size or recmart.length_of_lists() -%}
    {{ return([least, places, 200] | max if places > 40 else least) }}
{%- endmacro %}
