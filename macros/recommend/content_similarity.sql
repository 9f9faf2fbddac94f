{% macro content_similarity(items, popularity, neighbours, attributes=[]) %}
    {%- do recmart.check_arguments('content_similarity', {
        'items': ['relation', items],
        'popularity': ['relation', popularity],
        'neighbours': ['integer', neighbours],
        'attributes': ['list[string]', attributes],
    }) -%}
with

descriptions as (

    {{ recmart.item_descriptions(items, attributes) | indent(4) }}

),

terms as (

    {{ recmart.tf_idf('descriptions') | indent(4) }}

),

similarity as (

    {{ recmart.cosine_similarity(
        weights='terms', popularity=popularity, neighbours=neighbours
    ) | indent(4) }}

)

select * from similarity
{% endmacro %}
