{% macro event_sign(event_type, domain) -%}
    {#- Whether a type of event speaks for the item (1), against it (-1), says nothing (0),
        or takes back what was said (null). -#}
    {%- do recmart.check_arguments('event_sign', {
        'event_type': ['string', event_type],
        'domain': ['string', domain],
    }) -%}
    {%- set kinds = recmart.event_kinds(domain) -%}
    case
        when {{ event_type }} is null then 1
        {% for sign in [1, -1, 0] if kinds.signs[sign] -%}
        when {{ recmart.event_key(event_type) }} in ({{ kinds.signs[sign] | join(", ") }})
            then {{ sign }}
        {% endfor -%}
        when {{ recmart.takes_back(event_type, kinds) | indent(8) }} then null
        else {{ kinds.other_sign }}
    end
{%- endmacro %}


{% macro event_key(event_type) -%}
    {#- `add_to_cart`, `Add to cart` and `addToCart` are one type. -#}
    replace(replace(replace(lower({{ event_type }}), '_', ''), '-', ''), ' ', '')
{%- endmacro %}


{% macro takes_back(event_type, kinds) -%}
    {%- set key = recmart.event_key(event_type) -%}
    (
        {% if kinds.undone -%}
        {{ key }} in ({{ kinds.undone | join(", ") }})
        or {% endif -%}
        regexp_full_match({{ key }}, '(remove|delete|undo)from.+')
        or regexp_full_match(
            {{ key }}, '(un|undo|remove|removefrom|delete|cancel)({{ kinds.stems | join("|") }})s?'
        )
    )
{%- endmacro %}


{% macro event_kinds(domain) %}
    {#- The rule's types by what they mean, as literals of SQL. -#}
    {%- set kinds = {
        'signs': {1: [], -1: [], 0: []}, 'undone': [], 'undoes': {}, 'stems': [],
        'worth': {}, 'other_sign': 1, 'other_worth': 0,
    } -%}
    {%- for type, weight in recmart.event_weights(domain).items() -%}
        {%- set key = modules.re.sub('[_\\- ]', '', type | string | lower) -%}
        {%- set literal = recmart.text_literal(key) -%}
        {%- if weight is string -%}
            {%- do kinds.undone.append(literal) -%}
            {%- set undone = modules.re.sub('[_\\- ]', '', weight | lower) -%}
            {%- do kinds.undoes.update({literal: recmart.word_of_key(undone)}) -%}
        {%- else -%}
            {%- set sign = (
                1 if weight is sameas true or weight > 0 else -1 if weight < 0 else 0
            ) -%}
            {%- set worth = 0 if weight is sameas true else weight -%}
            {%- if key == 'other' -%}
                {%- do kinds.update({'other_sign': sign, 'other_worth': worth}) -%}
            {%- else -%}
                {%- do kinds.signs[sign].append(literal) -%}
                {%- do kinds.stems.append(modules.re.escape(key) | replace("'", "''")) -%}
                {%- if sign == 1 and worth -%}
                    {%- do kinds.worth.setdefault(worth, []).append(literal) -%}
                {%- endif -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(kinds) }}
{% endmacro %}


{% macro word_of_key(key) %}
    {#- Types that are one word: what takes one back takes back the others. -#}
    {%- for word in recmart.event_words() if key in word -%}
        {{ return(word[0]) }}
    {%- endfor -%}
    {{ return(modules.re.sub('^add(to)?', '', key)) }}
{% endmacro %}


{% macro event_words() %}
    {{ return([
        ['like', 'liked', 'love', 'loved', 'heart', 'favorite', 'favorited', 'favourite',
         'star', 'upvote', 'thumbsup', 'superlike', 'recommend'],
        ['dislike', 'disliked', 'hate', 'downvote', 'thumbsdown', 'notinterested', 'hide',
         'hidden', 'block', 'blocked', 'mute', 'reject', 'rejected', 'skip', 'skipped'],
        ['purchase', 'purchased', 'buy', 'bought', 'order', 'ordered', 'checkout',
         'transaction', 'rent', 'book'],
        ['cart', 'addtocart', 'addedtocart', 'addtobasket', 'addtobag', 'basket', 'bag'],
        ['wishlist', 'addtowishlist', 'addedtowishlist'],
        ['save', 'saved', 'bookmark', 'bookmarked', 'pin', 'addtolist', 'addtowatchlist',
         'addtolibrary', 'list', 'watchlist', 'library'],
        ['follow', 'followed', 'subscribe', 'subscribed'],
        ['rating', 'rate', 'review'],
    ]) }}
{% endmacro %}
