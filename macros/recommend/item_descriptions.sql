{% macro item_descriptions(items, attributes=[]) %}
    {#- Documents for `tf_idf`: each item's title and the values of its attributes, columns
        or a JSON object; their names, which all items share, say nothing. -#}
    {%- do recmart.check_arguments('item_descriptions', {
        'items': ['relation', items],
        'attributes': ['list[string]', attributes],
    }) -%}
select
    item_id as document_id,
    case when title = item_id then '' else coalesce(title, '') end
    {% for attribute in attributes -%}
    || ' ' || coalesce({{ attribute }}, '')
    {%- else -%}
    || ' '
    || coalesce(
        regexp_replace(
            attributes, '[{,]"(?:[^"\\]|\\.)*":(?:null)?', ' ', 'g'
        ),
        ''
    )
    {%- endfor %} as description
from {{ items }}
{% endmacro %}
