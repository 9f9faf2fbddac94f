{% macro dating_tables() %}
    {%- set tables -%}
users:
  unique: user_id
  columns:
    user_id: {type: id, required: value, of_person: true}
    first_name: {type: text, personal: true}
    last_name: {type: text, personal: true}
    gender: {type: gender}
    age: {type: integer, min: 18, max: 120}
    city: {type: place}
    email: {type: text, personal: true}
    about_me: {type: text, personal: true}

# Ids without a row of their own are no reason to reject: no interaction may be lost
# from the daily reactions, and accounts get deleted.
interactions:
  unique: all
  columns:
    user_id: {type: id, required: value, of_person: true}
    liked_user_id: {type: id, required: value, of_person: true}
    timestamp: {type: timestamp, required: value, as: occurred_at}
    like_type: {type: integer, required: value, accepted: [0, 1, 2]}
    {%- endset -%}
    {{ return(recmart.specified_tables('dating', tables)) }}
{% endmacro %}
