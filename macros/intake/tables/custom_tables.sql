{% macro custom_tables() %}
    {%- set tables -%}
interactions:
  file: RECMART_INTERACTIONS
  relation: recmart_interactions
  renamed_by: custom_columns
  may_be_absent: true
  unique: all
  unique_where: timestamp
  columns:
    user_id: {type: id, required: value}
    item_id: {type: id, required: value}
    timestamp: {type: timestamp, as: occurred_at}
    weight: {type: number}
    event_type: {type: code}
    basket_id: {type: id}

items:
  file: RECMART_ITEMS
  relation: recmart_items
  renamed_by: custom_columns
  may_be_absent: true
  unique: item_id
  columns:
    item_id: {type: id, required: value}
    title: {type: text}
    creator_id: {type: id, shown: true}
    available_until: {type: date, shown: true}
    attributes: {type: rest}

holdout:
  file: RECMART_HOLDOUT
  relation: recmart_holdout
  renamed_by: custom_columns
  may_be_absent: true
  unique: all
  unique_where: timestamp
  columns:
    user_id: {type: id, required: value}
    item_id: {type: id, required: value}
    timestamp: {type: timestamp, as: occurred_at}
    weight: {type: number}
    event_type: {type: code}
    basket_id: {type: id}
    {%- endset -%}
    {{ return(recmart.specified_tables('custom', tables)) }}
{% endmacro %}
