with

descriptions as (

    select
        item_id as document_id,
        coalesce(brand, '')
        || ' ' || coalesce(model, '')
        || ' ' || coalesce(type, '')
        || ' ' || coalesce(material, '')
        || ' ' || coalesce(color, '') as description
    from {{ ref('int_shoes__items') }}

),

terms as (

    {{ recmart.tf_idf('descriptions') | indent(4) }}

)

select * from terms
