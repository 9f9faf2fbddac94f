{{ config(enabled=recmart.is_wanted('custom', 'weights.content')) }}

with

descriptions as (

    {{ recmart.item_descriptions(items=ref('int_custom__items')) | indent(4) }}

),

terms as (

    {{ recmart.tf_idf('descriptions') | indent(4) }}

),

similarity as (

    {{ recmart.cosine_similarity(
        weights='terms',
        popularity=ref('int_custom__item_popularity'),
        neighbours=recmart.parameter('custom', 'content.neighbours'),
    ) | indent(4) }}

)

select * from similarity
