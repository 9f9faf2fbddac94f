{% macro weighted_sources(relations, weights) %}
    {#- Repeats are on a scale of their own; all are popular. -#}
    {%- do recmart.check_arguments('weighted_sources', {
        'relations': ['dict[string, optional[relation]]', relations],
        'weights': ['dict[string, float]', weights],
    }) -%}
    {%- set sources = [] -%}
    {%- for name, relation in relations.items() -%}
        {%- do sources.append({
            'name': name,
            'relation': relation,
            'weight': weights[name],
            'scale': 'none' if name in ['repeat', 'repeat_knn'] else 'max',
        }) -%}
        {%- if name == 'popular' -%} {%- do sources[-1].update({'of_all': name}) -%} {%- endif -%}
    {%- endfor -%}
    {{ return(sources) }}
{% endmacro %}
