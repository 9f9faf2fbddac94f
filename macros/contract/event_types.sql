{% macro event_types(events, domain) %}
    {#- What each type of event means, one row per type that there is: worked out once for
        all events of it. -#}
    {%- do recmart.check_arguments('event_types', {
        'events': ['relation', events],
        'domain': ['string', domain],
    }) -%}
    {%- set rule = recmart.event_kinds(domain) -%}
    {#- What an event was of, and how it was given, says nothing of what it means. -#}
    {%- set things = '(item|product|video|track|song|movie|film|article|post|story|book'
        ~ '|content|user|button|btn|click(ed)?|tap(ped)?|event|is|has)' -%}
    {%- set undone = 'undo|cancel(l?ed)?|revoked?' -%}
    {%- set behind = '(removed?|deleted?|cancel(l?ed|lation)?|revoked?|undo(ne)?)' -%}
    {%- set removed = '(remove|delete)[ds]?(from.+)?|(remove|delete|' ~ undone ~ ').+'
        ~ '|.+' ~ behind -%}
with

-- What is known to mean something, and the word that takes it back or is taken back.
kinds as (

    select * from (
        values
        {% for kind in rule.kinds -%}
        ({{ kind | join(', ') }}){{ ',' if not loop.last }}
        {% endfor -%}
    ) as kinds (type_key, type_sign, type_weight, type_word)

),

-- How a type may be spelled that is known, the nearest first: in the plural, with what
-- takes back in front or behind, or as what is added. The d of `remove_dislike` is the
-- dislike's.
ways as (

    select * from (
        values
        {% for way in recmart.ways_to_say_it() -%}
        ({{ way | join(', ') }}){{ ',' if not loop.last }}
        {% endfor -%}
    ) as ways (place, takes_back, beginning, ending)

),

-- `add_to_cart`, `Add to cart` and `addToCart` are one type.
joined as (

    select
        event_type,
        {{ recmart.joined_type('lower(event_type)') | indent(8) }} as type_key
    from (select distinct event_type from {{ events }}) as types

),

bare as (

    select
        event_type,
        type_key,
        regexp_replace(
            regexp_replace(type_key, '^{{ things }}', ''), '{{ things }}s?$', ''
        ) as bare_key
    from joined

),

-- `dislike_video` is a dislike, unless it were known itself.
spelled as (

    select
        event_type,
        type_key as spelling,
        0 as distance
    from bare

    union all

    select
        event_type,
        bare_key as spelling,
        100 as distance
    from bare
    where bare_key != type_key

),

stripped as (

    select
        spelled.event_type,
        spelled.spelling,
        spelled.distance + ways.place as place,
        ways.takes_back,
        ways.ending,
        regexp_replace(spelled.spelling, ways.beginning, '') as rest
    from spelled
    cross join ways

),

nearest as (

    select
        stripped.event_type,
        stripped.place,
        stripped.takes_back,
        kinds.type_sign,
        kinds.type_weight,
        kinds.type_word,
        row_number() over (
            partition by stripped.event_type
            order by stripped.place
        ) as nearness
    from stripped
    inner join kinds
        on regexp_replace(stripped.rest, stripped.ending, '') = kinds.type_key
    where
        not stripped.takes_back
        or (stripped.rest != stripped.spelling and kinds.type_sign is not null)

),

-- What is removed from somewhere, or undone, is taken back, whatever it is called.
meant as (

    select
        bare.event_type,
        bare.type_key,
        nearest.type_sign,
        nearest.type_weight,
        nearest.type_word,
        case
            when {{ recmart.matches_pattern('bare.bare_key', removed, is_whole=true) }}
                then bare.bare_key
            else bare.type_key
        end as removed_key,
        case
            when bare.type_key is null then 'rating'
            when nearest.place <= 3 then 'known'
            {% for meaning, pattern in recmart.negations().items() -%}
            when
                {{ recmart.matches_pattern('bare.type_key', pattern, is_whole=true) }}
                or {{ recmart.matches_pattern('bare.bare_key', pattern, is_whole=true) }}
                then '{{ meaning }}'
            {% endfor -%}
            when nearest.takes_back then 'taken back'
            when nearest.place is not null then 'known'
            when
                {{ recmart.matches_pattern('bare.type_key', removed, is_whole=true) }}
                or {{ recmart.matches_pattern('bare.bare_key', removed, is_whole=true) }}
                then 'removed'
            else 'other'
        end as meaning
    from bare
    left join nearest
        on bare.event_type = nearest.event_type and nearest.nearness = 1

)

select
    event_type,
    case meaning
        when 'rating' then 1
        when 'known' then type_sign
        when 'against' then -1
        when 'nothing' then 0
        when 'other' then {{ rule.other_sign }}
    end as type_sign,
    cast(
        case meaning
            when 'rating' then {{ 0 if domain == 'streaming' else 1 }}
            when 'known' then type_weight
            when 'other' then {{ rule.other_weight }}
            else 0
        end as {{ recmart.type_double() }}
    ) as type_weight,
    case
        when meaning = 'rating' then 'rating'
        when meaning = 'against' then 'dislike'
        when meaning in ('known', 'taken back') then type_word
        when meaning = 'removed'
            then regexp_replace(
                regexp_replace(
                    removed_key, '^((remove|delete)[ds]?(from)?|{{ undone }})', ''
                ),
                '{{ behind }}$', ''
            )
        else regexp_replace(type_key, '^add(ed)?(to)?|add(ed)?$', '')
    end as type_word
from meant
{% endmacro %}


{% macro event_kinds(domain) %}
    {#- The rule's types, each with its sign, weight and word, as literals of SQL; the last
        of equal ones counts. -#}
    {%- set kinds = {} -%}
    {%- set other = {'sign': 1, 'weight': 0} -%}
    {%- set words = recmart.event_words() -%}
    {%- for type, weight in recmart.event_weights(domain).items() -%}
        {%- set key = recmart.key_of_type(type) -%}
        {%- set sign = (
            'cast(null as integer)' if weight is string
            else 1 if weight is sameas true or weight > 0
            else -1 if weight < 0 else 0
        ) -%}
        {%- set worth = weight if sign == 1 and weight is not sameas true else 0 -%}
        {%- if key == 'other' -%}
            {%- do other.update({'sign': sign, 'weight': worth}) -%}
        {%- else -%}
            {%- set word = recmart.word_of_type(
                recmart.key_of_type(weight) if weight is string else key, words
            ) -%}
            {%- do kinds.update({key: [key, sign, worth, word]}) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for key, word in words.items() if key not in kinds -%}
        {%- do kinds.update({key: [key, other.sign, other.weight, word]}) -%}
    {%- endfor -%}
    {#- Most share a word with others. -#}
    {%- set literals = {} -%}
    {%- set rows = [] -%}
    {%- for key, sign, worth, word in kinds.values() -%}
        {%- for text in [key, word] if text not in literals -%}
            {%- do literals.update({text: recmart.text_literal(text)}) -%}
        {%- endfor -%}
        {%- do rows.append([literals[key], sign, worth, literals[word]]) -%}
    {%- endfor -%}
    {{ return({
        'kinds': rows,
        'other_sign': other.sign,
        'other_weight': other.weight,
    }) }}
{% endmacro %}


{% macro ways_to_say_it() %}
    {#- As literals of SQL: a place, whether it takes back, and patterns of what to leave
        out, one after the other. -#}
    {%- set ways = [
        [1, 'false', "'^'", "'$'"], [2, 'false', "'^'", "'s$'"], [3, 'false', "'^'", "'es$'"],
    ] -%}
    {%- for pattern in [
        '^(undo|cancel(l?ed)?|refund(ed)?|void(ed)?|revoked?)',
        '^un',
        '^(remove|delete)(from)?',
        '^(remove|delete)[ds](from)?',
        '((remove|delete)d?|cancel(l?ed|lation)?|refund(ed)?|return(ed)?|void(ed)?|revoked?'
            ~ '|undo(ne)?)$',
    ] -%}
        {%- for ending in ['$', 's$', 'd$', 'ed$'] -%}
            {%- do ways.append(
                [ways | length + 1, 'true', "'" ~ pattern ~ "'", "'" ~ ending ~ "'"]
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for pattern in ['^add(ed)?(to)?', 'add(ed)?$'] -%}
        {%- for ending in ['$', 's$'] -%}
            {%- do ways.append(
                [ways | length + 1, 'false', "'" ~ pattern ~ "'", "'" ~ ending ~ "'"]
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(ways) }}
{% endmacro %}


{% macro negations() %}
    {#- What was not liked is against an item; what was not done says nothing. -#}
    {{ return({
        'against': '(not|dont|donot|doesnt|didnt|didnot|never)(likes?|liked|loved?|want'
            ~ '|recommend(ed)?|interest(ed(in)?|ing)|relevant|useful|helpful|forme|mytaste'
            ~ '|finish(ed)?|showagain)|(dont|donot|never)show',
        'nothing': '(not|non?|never|didnt|didnot)(click|view|open|play|watch|purchas|order)'
            ~ '(e?d|e)?|(not|non?|never|didnt|didnot)(read|listen(ed)?|bought)'
            ~ '|un(click|view|open|play|watch|listen|purchas|order)ed|un(read|bought)',
    }) }}
{% endmacro %}


{% macro word_of_type(key, words) %}
    {#- What is put somewhere is called after the place, in the plural or not. -#}
    {%- set stem = modules.re.sub('^add(ed)?(to)?|add(ed)?$', '', key) -%}
    {{ return(
        words.get(key) or words.get(stem) or words.get(modules.re.sub('s$', '', stem))
        or stem
    ) }}
{% endmacro %}


{% macro event_words() %}
    {#- Types that are one word: what takes one back takes back the others. -#}
    {%- set words = {} -%}
    {%- for types in [
        'like liked love loved heart hearted favorite favorited favourite favourited fav faved star'
        ~ ' starred upvote upvoted voteup thumbup thumbsup swiperight superlike superliked'
        ~ ' recommend 👍 ❤',
        'dislike disliked hate hated downvote downvoted votedown thumbdown thumbsdown'
        ~ ' swipeleft notinterested nointerest uninterested dontrecommend 👎 hide hidden'
        ~ ' block blocked mute muted report reported dismiss dismissed reject rejected'
        ~ ' skip skipped ignore ignored pass passed ban banned flag flagged spam'
        ~ ' notinterestedin',
        'install installed',
        'comment commented commentcreated',
        'download downloaded',
        'match matched',
        'enroll enrolled',
        'purchase purchased buy bought order ordered ordercompleted orderplaced placeorder'
        ~ ' checkout transaction rent book booked booking reserve reserved reservation',
        'cart addtocart addedtocart addtobasket addtobag basket bag',
        'wishlist addtowishlist addedtowishlist',
        'save saved bookmark bookmarked pin addtolist addtowatchlist addtolibrary'
        ~ ' list watchlist library',
        'follow followed subscribe subscribed subscription',
        'rating rate rated review reviewed',
    ] -%}
        {%- set types = types.split(' ') -%}
        {%- for type in types -%}
            {%- do words.update({type: types[0]}) -%}
        {%- endfor -%}
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
