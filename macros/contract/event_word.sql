{% macro event_word(event_type, domain) -%}
    {#- What an event is a word on: likes and their opposite, the rating, the purchase. What
        takes something back takes back what was said before in the same word. -#}
    {%- do recmart.check_arguments('event_word', {
        'event_type': ['string', event_type],
        'domain': ['string', domain],
    }) -%}
    {%- set kinds = recmart.event_kinds(domain) -%}
    {%- set key = recmart.event_key(event_type) -%}
    case
        when {{ event_type }} is null then 'rating'
        {% for literal, word in kinds.undoes.items() -%}
        when {{ key }} = {{ literal }} then {{ recmart.text_literal(word) }}
        {% endfor -%}
        when {{ recmart.event_sign(event_type, domain) | indent(8) }} is null
            then {{ recmart.word_in_sql(
                "regexp_replace(" ~ key
                ~ ", '^(undo|un|removefrom|remove|deletefrom|delete|cancel)', '')"
            ) | indent(12) }}
        else {{ recmart.word_in_sql(key) | indent(8) }}
    end
{%- endmacro %}


{% macro word_in_sql(key) -%}
    case
        {% for word in recmart.event_words() -%}
        when {{ key }} in (
            {%- for type in word -%}
            '{{ type }}', '{{ type }}s'{{ ", " if not loop.last }}
            {%- endfor -%}
        ) then '{{ word[0] }}'
        {% endfor -%}
        else regexp_replace({{ key }}, '^add(to)?', '')
    end
{%- endmacro %}
