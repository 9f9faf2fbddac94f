{% macro item_descriptions(items) %}
    {#- Documents for `tf_idf`: each item's title and the values of its attributes, a JSON
        object; their names, which all items share, say nothing. -#}
    {%- do recmart.check_arguments('item_descriptions', {
        'items': ['relation', items],
    }) -%}
select
    item_id as document_id,
    case when title = item_id then '' else coalesce(title, '') end
    || ' '
    || coalesce(
        regexp_replace(
            attributes, '[{,]"(?:[^"\\]|\\.)*":(?:null)?', ' ', 'g'
        ),
        ''
    ) as description
from {{ items }}
{% endmacro %}
