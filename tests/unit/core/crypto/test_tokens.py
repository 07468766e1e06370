from mhst.core.crypto import tokens


def test_nobody_can_guess_a_token_and_what_is_kept_of_it_finds_it_again() -> None:
    mine, other = tokens.new_token(), tokens.new_token()

    assert {len(each) for each in (mine, other)} == {43}  # 32 bytes of chance, in letters that fit an address
    assert mine != other
    assert tokens.hash_of(mine) == tokens.hash_of(mine)
    assert tokens.hash_of(mine) not in (mine, tokens.hash_of(other))
    assert tokens.hash_of("of this sentence") == "5aaca1dfffb5fb944d1900270f22d882612561b2c254b0d990d1fa268df7bc70"
