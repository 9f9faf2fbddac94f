{% macro gender(code) %}
    {%- do recmart.check_arguments('gender', {
        'code': ['string', code],
    }) -%}
    {{ return(adapter.dispatch('gender', 'recmart')(code)) }}
{% endmacro %}


{% macro default__gender(code) -%}
    case
        when {{ code }} in ('f', 'female', 'w', 'woman') then 'female'
        when {{ code }} in ('m', 'male', 'man') then 'male'
        when {{ code }} in ('o', 'other') then 'other'
        when {{ code }} in ('nb', 'x', 'd', 'enby', 'non binary', 'non-binary', 'diverse')
            then 'nonbinary'
        when {{ code }} in ('u', 'undisclosed', 'not specified', 'prefer not to say')
            then 'unknown'
        when {{ code }} in (
            'nonbinary', 'unknown', 'trans', 'trans woman', 'trans man', 'intersex',
            'agender', 'bigender', 'genderfluid', 'genderqueer', 'two-spirit'
        ) then {{ code }}
    end
{%- endmacro %}
