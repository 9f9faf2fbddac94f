{{ config(enabled=recmart.is_wanted('grocery', 'weights.content')) }}

with

descriptions as (

    {{ recmart.item_descriptions(
        items=ref('int_grocery__items'), attributes=['aisle', 'department']
    ) | indent(4) }}

),

terms as (

    {{ recmart.tf_idf('descriptions') | indent(4) }}

),

similarity as (

    {{ recmart.cosine_similarity(
        weights='terms',
        popularity=ref('int_grocery__item_popularity'),
        neighbours=recmart.parameter('grocery', 'content.neighbours'),
    ) | indent(4) }}

)

select * from similarity
