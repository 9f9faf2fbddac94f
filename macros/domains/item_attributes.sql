{% macro item_attributes(domain) %}
    {%- do recmart.check_arguments('item_attributes', {
        'domain': ['string', domain],
    }) -%}
    {%- set attributes = {
        'dating': ['gender', 'age_band', 'city'],
        'grocery': ['aisle', 'department'],
        'shoes': ['brand', 'type', 'material', 'color'],
        'streaming': ['content_type', 'genre'],
    } -%}
    {{ return(attributes[domain]) }}
{% endmacro %}
