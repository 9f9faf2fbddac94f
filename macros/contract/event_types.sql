{% macro event_types(events, domain) %}
    {#- What each type of event means, one row per type that there is: worked out once for
        all events of it. -#}
    {%- do recmart.check_arguments('event_types', {
        'events': ['relation', events],
        'domain': ['string', domain],
    }) -%}
    {%- set kinds = recmart.event_kinds(domain) -%}
    {%- set stems = kinds.stems | join("|") -%}
    {%- set beginnings = 'undo|un|((remove|delete)[ds]?(from)?)|cancel(l?ed)?|refund(ed)?'
        ~ '|revoked?' -%}
    {%- set ends = '(remove|delete)d?|cancel(l?ed)?|refund(ed)?|returned|revoked?|undone?' -%}
    {%- set taken_back -%}
(remove|delete)[ds]?(from.+)?|({{ beginnings }})({{ stems }})(s|e?d)?
        {{- '|(' ~ stems ~ ')s?(' ~ ends ~ ')' }}
    {%- endset -%}
    {#- What an event was of, and how it was given, says nothing of what it means. -#}
    {%- set things = 'item|product|video|track|song|movie|film|article|post|story|book'
        ~ '|content|user|button|btn|click(ed)?|tap(ped)?|event|is|has' -%}
with

known as (

    select distinct event_type from {{ events }}

),

-- `add_to_cart`, `Add to cart` and `addToCart` are one type.
joined as (

    select
        event_type,
        {{ recmart.joined_type('lower(event_type)') | indent(8) }} as type_key
    from known

),

bare as (

    select
        event_type,
        type_key,
        regexp_replace(
            regexp_replace(type_key, '^({{ things }})', ''), '({{ things }})s?$', ''
        ) as bare_key
    from joined

),

-- Of a type that there is, `dislikes` is the plural, `dislike_video` the same of a video.
keys as (

    select
        event_type,
        case
            when type_key in ({{ kinds.types | join(", ") }}) then type_key
            {% for key in ['type_key', 'bare_key'] -%}
            {% for ending in ['', 's$', 'es$'] if ending or key == 'bare_key' -%}
            {% set singular = "regexp_replace(" ~ key ~ ", '" ~ ending ~ "', '')"
                if ending else key -%}
            when {{ singular }} in ({{ kinds.types | join(", ") }}) then {{ singular }}
            {% endfor -%}
            when {{ recmart.matches_pattern(key, taken_back, is_whole=true) }} then {{ key }}
            {% endfor -%}
            else type_key
        end as type_key
    from bare

),

-- What takes back is a word that is known with such a beginning or end, or whatever is
-- removed from somewhere.
taking_back as (

    select
        event_type,
        type_key,
        {{ recmart.matches_pattern('type_key', taken_back, is_whole=true) }} as takes_back
    from keys

),

-- In `remove_dislike` the d is the dislike's.
stems as (

    select
        *,
        case
            when
                takes_back
                and {{ recmart.matches_pattern(
                    "regexp_replace(type_key, '^(remove|delete)', '')",
                    '(' ~ stems ~ ')(s|e?d)?', is_whole=true
                ) }}
                then regexp_replace(type_key, '^(remove|delete)', '')
            when takes_back
                then regexp_replace(
                    regexp_replace(type_key, '^({{ beginnings }})', ''),
                    '({{ ends }})$',
                    ''
                )
            else regexp_replace(type_key, '^add(ed)?(to)?', '')
        end as stem
    from taking_back

)

select
    event_type,
    case
        when type_key is null then 1
        {% for sign, types in kinds.signs.items() if types -%}
        when type_key in ({{ types | join(", ") }}) then {{ sign }}
        {% endfor -%}
        when takes_back then null
        else {{ kinds.other_sign }}
    end as type_sign,
    cast(
        case
            when type_key is null then {{ 0 if domain == 'streaming' else 1 }}
            {% for weight, types in kinds.weights.items() -%}
            when type_key in ({{ types | join(", ") }}) then {{ weight }}
            {% endfor -%}
            when type_key in ({{ kinds.known | join(", ") }}) or takes_back then 0
            else {{ kinds.other_weight }}
        end as {{ recmart.type_double() }}
    ) as type_weight,
    case
        when type_key is null then 'rating'
        {% for literal, word in kinds.undoes.items() -%}
        when type_key = {{ literal }} then {{ recmart.text_literal(word) }}
        {% endfor -%}
        {% for word in recmart.event_words() -%}
        when
            type_key in ({{ word | join(", ") }})
            or stem in ({{ word | join(", ") }})
            or regexp_replace(stem, 's$', '') in ({{ word | join(", ") }})
            then {{ word[0] }}
        {% endfor -%}
        else stem
    end as type_word
from stems
{% endmacro %}


{% macro event_kinds(domain) %}
    {#- The rule's types by what they mean, as literals of SQL. -#}
    {%- set kinds = {
        'signs': {1: [], -1: [], 0: [], 'null': []}, 'weights': {}, 'known': ["''"],
        'stems': [], 'types': [], 'undoes': {}, 'other_sign': 1, 'other_weight': 0,
    } -%}
    {%- for type, weight in recmart.event_weights(domain).items() -%}
        {%- set key = recmart.key_of_type(type) -%}
        {%- set literal = recmart.text_literal(key) -%}
        {%- set sign = (
            'null' if weight is string
            else 1 if weight is sameas true or weight > 0
            else -1 if weight < 0 else 0
        ) -%}
        {%- set worth = weight if sign == 1 and weight is not sameas true else 0 -%}
        {%- if key == 'other' -%}
            {%- do kinds.update({'other_sign': sign, 'other_weight': worth}) -%}
        {%- else -%}
            {%- do kinds.signs[sign].append(literal) -%}
            {%- do kinds.types.append(literal) -%}
            {%- if sign == 'null' -%}
                {%- do kinds.undoes.update({literal: recmart.word_of_type(weight)}) -%}
            {%- else -%}
                {%- do kinds.stems.append(modules.re.escape(key)) -%}
            {%- endif -%}
            {%- if worth -%}
                {%- do kinds.weights.setdefault(worth, []).append(literal) -%}
            {%- else -%}
                {%- do kinds.known.append(literal) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(kinds) }}
{% endmacro %}


{% macro word_of_type(type) %}
    {%- set key = recmart.key_of_type(type) -%}
    {%- for word in recmart.event_words() if "'" ~ key ~ "'" in word -%}
        {{ return(word[0][1:-1]) }}
    {%- endfor -%}
    {{ return(modules.re.sub('^add(to)?', '', key)) }}
{% endmacro %}


{% macro event_words() %}
    {#- Types that are one word, as literals: what takes one back takes back the others. -#}
    {%- set words = [] -%}
    {%- for types in [
        'like liked love loved heart hearted favorite favorited favourite favourited star'
        ~ ' starred upvote upvoted voteup thumbup thumbsup swiperight superlike superliked'
        ~ ' recommend 👍 ❤',
        'dislike disliked hate hated downvote downvoted votedown thumbdown thumbsdown'
        ~ ' swipeleft notinterested nointerest uninterested dontrecommend 👎 hide hidden'
        ~ ' block blocked mute muted report reported dismiss dismissed reject rejected'
        ~ ' skip skipped ignore ignored pass passed ban banned flag flagged spam'
        ~ ' notinterestedin',
        'install installed',
        'match matched',
        'enroll enrolled',
        'purchase purchased buy bought order ordered checkout transaction rent book',
        'cart addtocart addedtocart addtobasket addtobag basket bag',
        'wishlist addtowishlist addedtowishlist',
        'save saved bookmark bookmarked pin addtolist addtowatchlist addtolibrary'
        ~ ' list watchlist library',
        'follow followed subscribe subscribed subscription',
        'rating rate rated review reviewed',
    ] -%}
        {%- set literals = [] -%}
        {%- for type in types.split(' ') -%}
            {%- do literals.append("'" ~ type ~ "'") -%}
        {%- endfor -%}
        {%- do words.append(literals) -%}
    {%- endfor -%}
    {{ return(words) }}
{% endmacro %}


{% macro key_of_type(type) %}
    {#- A type without what joins words, as `joined_type` has it in SQL. -#}
    {%- set key = type | string | lower -%}
    {%- if key[:1] in ['-', '+'] -%} {{ return(key) }} {%- endif -%}
    {%- set marks = modules.re.escape(recmart.marks_in_types() | join) -%}
    {{ return(modules.re.sub('[' ~ marks ~ ']', '', key)) }}
{% endmacro %}


{% macro joined_type(type) -%}
    {#- But +1 and -1 are two. -#}
    {%- set joined = namespace(text=type) -%}
    {%- for mark in recmart.marks_in_types() -%}
        {%- set joined.text = (
            "replace(" ~ joined.text ~ ", " ~ recmart.text_literal(mark) ~ ", '')"
        ) -%}
    {%- endfor -%}
case
    when substr({{ type }}, 1, 1) in ('-', '+') then {{ type }}
    else {{ joined.text }}
end
{%- endmacro %}


{% macro marks_in_types() %}
    {#- What joins words and ends sentences, and what gives a thumb its colour. -#}
    {{ return([
        '_', '-', ' ', '.', ':', '/', '!', "'", '\u2019', '\ufe0f', '\U0001f3fb',
        '\U0001f3fc', '\U0001f3fd', '\U0001f3fe', '\U0001f3ff',
    ]) }}
{% endmacro %}
