{% macro merchandising_table(domain) %}
    {#- What is written of the table in which a shop says what it wants of lists, the same
        in every domain but for what its items are. -#}
    {%- do recmart.check_arguments('merchandising_table', {
        'domain': ['string', domain],
    }) -%}
    {%- set items = {
        'grocery': 'products', 'shoes': 'shoes', 'streaming': 'items',
    }.get(domain, none) -%}
    {%- set table -%}
file: RECMART_MERCHANDISING
relation: recmart_merchandising
may_be_absent: true
unique: all
columns:
  item_id: {type: id, required: value {{- ', staged_in: ' ~ items if items else '' }}}
  segment: {type: text {{- ', accepted: []' if domain in ['custom', 'grocery'] else '' }}}
  starts: {type: date}
  ends: {type: date, not_before: starts}
  boost: {type: number, min: 0}
  pin: {type: integer, min: 1}
  hide: {type: code, accepted: ['true', 'false', '1', '0', 'yes', 'no']}
    {%- endset -%}
    {{ return(dict(
        fromyaml(table), renamed_by='custom_columns' if domain == 'custom' else none
    )) }}
{% endmacro %}
