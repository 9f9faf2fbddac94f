{% macro streaming_tables() %}
    {%- set tables -%}
users:
  unique: user_id
  columns:
    user_id: {type: id, required: value}
    age: {type: integer, min: 0, max: 120}
    gender: {type: gender}
    region: {type: region}

items:
  unique: item_id
  columns:
    item_id: {type: id, required: value}
    title: {type: text}
    content_type: {type: code}
    genre: {type: code}

events:
  unique: all
  columns:
    user_id: {type: id, required: value, listed_in: users}
    item_id: {type: id, required: value, staged_in: items}
    event_type: {type: code, required: value}
    watch_seconds: {type: number, required: column, min: 0}
    timestamp: {type: timestamp, required: value, as: occurred_at}
    {%- endset -%}
    {{ return(recmart.specified_tables('streaming', tables)) }}
{% endmacro %}
