{% macro source_tables() %}
    {#- The register of what the warehouse reads: every table of every domain. -#}
    {{ return({
        'custom': ['interactions', 'items', 'holdout'],
        'dating': ['users', 'interactions'],
        'grocery': [
            'aisles', 'departments', 'products', 'orders',
            'order_products__prior', 'order_products__train',
        ],
        'pings': ['users', 'pings', 'interactions'],
        'shoes': ['users', 'shoes', 'interactions'],
        'streaming': ['users', 'items', 'events'],
    }) }}
{% endmacro %}
