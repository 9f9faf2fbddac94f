{% macro grocery_tables() %}
    {%- set tables -%}
aisles:
  may_be_absent: true
  unique: aisle_id
  columns:
    aisle_id: {type: id, required: value}
    aisle: {type: text, required: column}

departments:
  may_be_absent: true
  unique: department_id
  columns:
    department_id: {type: id, required: value}
    department: {type: text, required: column}

products:
  unique: product_id
  columns:
    product_id: {type: id, required: value}
    product_name: {type: text}
    aisle_id: {type: id, staged_in: aisles}
    department_id: {type: id, staged_in: departments}

orders:
  unique: order_id
  columns:
    order_id: {type: id, required: value}
    user_id: {type: id, required: value}
    eval_set: {type: code, required: column, accepted: [prior, train, test]}
    order_number: {type: integer, required: value, min: 0}
    order_dow: {type: integer, min: 0}
    order_hour_of_day: {type: integer, min: 0}
    days_since_prior_order: {type: number, required: column, min: 0}

order_products__prior: &lines
  unique: [order_id, product_id]
  columns:
    order_id: {type: id, required: value, staged_in: orders}
    product_id: {type: id, required: value, staged_in: products}
    add_to_cart_order: {type: integer, min: 0}
    reordered: {type: integer, accepted: [0, 1]}

order_products__train:
  <<: *lines
  may_be_absent: true
    {%- endset -%}
    {{ return(recmart.specified_tables('grocery', tables)) }}
{% endmacro %}
